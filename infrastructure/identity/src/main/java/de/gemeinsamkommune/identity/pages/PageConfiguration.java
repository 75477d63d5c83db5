package de.gemeinsamkommune.identity.pages;

import de.gemeinsamkommune.identity.settings.IdentitySettings;

import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Templates, texts and style sheet of the pages, and the rules for whoever opens them. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private static final PathPatternRequestMatcher.Builder PATHS =
            PathPatternRequestMatcher.withDefaults();

    private final PageLanguage language;

    PageConfiguration(PageLanguage language) {
        this.language = language;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(language).addPathPatterns("/identity/**");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/identity/assets/**")
                .addResourceLocations("classpath:/static/identity/");
    }

    @Bean
    MessageSource identityTexts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("identity/messages");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setDefaultLocale(Locale.GERMAN);
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @Bean
    SpringTemplateEngine identityTemplates(
            ApplicationContext context, MessageSource identityTexts) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.addTemplateResolver(resolver(context, TemplateMode.HTML, ".html", "identity/*"));
        engine.addTemplateResolver(resolver(context, TemplateMode.TEXT, "", "identity/mail/*.txt"));
        engine.setTemplateEngineMessageSource(identityTexts);
        return engine;
    }

    @Bean
    ViewResolver identityViews(SpringTemplateEngine identityTemplates) {
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(identityTemplates);
        views.setCharacterEncoding(StandardCharsets.UTF_8.name());
        views.setViewNames(new String[] {"identity/*"});
        return views;
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, IdentitySettings settings, FormExpired expired) {
        CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();
        csrfTokens.setCookieName("identity_csrf");
        csrfTokens.setCookiePath("/identity");
        csrfTokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(settings.secure()).sameSite("Lax"));
        return http.securityMatcher(
                        new AndRequestMatcher(
                                PATHS.matcher("/identity/**"),
                                new NegatedRequestMatcher(PATHS.matcher("/identity/demo/**"))))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(expired))
                .headers(
                        headers ->
                                headers.contentSecurityPolicy(
                                                policy -> policy.policyDirectives(policy(settings)))
                                        // the address of a page may hold a token
                                        .referrerPolicy(
                                                referrer ->
                                                        referrer.policy(
                                                                ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    private static String policy(IdentitySettings settings) {
        // a form ends at the portal, and browsers check each step of the way
        return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src"
                + " 'self'; form-action 'self' "
                + settings.address("")
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    private static SpringResourceTemplateResolver resolver(
            ApplicationContext context, TemplateMode mode, String suffix, String pattern) {
        SpringResourceTemplateResolver resolver = new SpringResourceTemplateResolver();
        resolver.setApplicationContext(context);
        resolver.setPrefix("classpath:/templates/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setResolvablePatterns(Set.of(pattern));
        resolver.setOrder(mode == TemplateMode.TEXT ? 1 : 2);
        return resolver;
    }
}
