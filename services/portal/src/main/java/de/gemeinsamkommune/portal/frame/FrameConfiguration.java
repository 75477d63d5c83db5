package de.gemeinsamkommune.portal.frame;

import de.gemeinsamkommune.portal.settings.PortalSettings;
import de.gemeinsamkommune.portal.signin.PageGuard;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.resource.CssLinkResourceTransformer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

import java.time.Duration;
import java.util.Locale;

/** Languages, style sheets and what all templates share. */
@Configuration(proxyBeanMethods = false)
class FrameConfiguration implements WebMvcConfigurer {
    private final PageGuard guard;
    private final boolean keepAssets;

    FrameConfiguration(
            PageGuard guard,
            @Value("${spring.web.resources.chain.cache:true}") boolean keepAssets) {
        this.guard = guard;
        this.keepAssets = keepAssets;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor language = new LocaleChangeInterceptor();
        language.setParamName("lang");
        language.setIgnoreInvalidLocale(true);
        registry.addInterceptor(language);
        registry.addInterceptor(guard);
    }

    /** A name with the hash of the content in it may be kept for ever. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/portal/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(keepAssets)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
                .addTransformer(new CssLinkResourceTransformer());
        registry.addResourceHandler("/robots.txt")
                .addResourceLocations("classpath:/static/portal/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
    }

    /** Browsers ask for it beside what is no page of ours: a preview of a mail, JSON. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/favicon.ico", "/assets/icon.svg")
                .setStatusCode(HttpStatus.PERMANENT_REDIRECT);
    }

    /** The texts of the pages, German unless asked otherwise. */
    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("portal/messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
        return texts;
    }

    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> assetLinks() {
        return new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
    }

    @Autowired
    void share(
            ThymeleafViewResolver views,
            Frame frame,
            Dates dates,
            Numbers numbers,
            Markdown markdown,
            PortalSettings settings) {
        // otherwise the page for /robots.xml that there is not would call itself XML
        views.setForceContentType(true);
        views.addStaticVariable("frame", frame);
        views.addStaticVariable("dates", dates);
        views.addStaticVariable("numbers", numbers);
        views.addStaticVariable("markdown", markdown);
        views.addStaticVariable("imprint", settings.imprint());
    }
}
