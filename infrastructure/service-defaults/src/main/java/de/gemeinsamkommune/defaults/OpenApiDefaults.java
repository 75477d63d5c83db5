package de.gemeinsamkommune.defaults;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Describes the service's own endpoints under {@code /api/<service>/openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDefaults {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, PageQuery.class);
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        return new OpenAPI()
                .info(new Info().title(service).version("1"))
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSchemas(PROBLEM, problem())
                                .addSecuritySchemes(
                                        TOKEN,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("JWT")));
    }

    /** Says of each operation who may call it, how it is paged and how it refuses. */
    @Bean
    GlobalOperationCustomizer whatTheDefaultsAdd() {
        return OpenApiDefaults::complete;
    }

    private static Operation complete(Operation operation, HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            if (parameter.getParameterType() == PageQuery.class) {
                operation.addParametersItem(size());
                operation.addParametersItem(cursor());
            }
        }
        RolesAllowed roles = HandlerAuthorization.rolesOf(method);
        if (roles != null) {
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            operation.addExtension("x-roles", Arrays.stream(roles.value()).sorted().toList());
            refusal(operation, "401", "Sign-in required");
            refusal(operation, "403", "Not allowed for this role");
        }
        refusal(operation, "default", "Any other refusal");
        return operation;
    }

    private static Parameter size() {
        Schema<?> number =
                new IntegerSchema()
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(PageQuery.LARGEST_SIZE));
        number.setDefault(PageQuery.DEFAULT_SIZE);
        return new QueryParameter()
                .name("size")
                .description("How many items at most")
                .required(false)
                .schema(number);
    }

    private static Parameter cursor() {
        return new QueryParameter()
                .name("cursor")
                .description("The value next of the page before")
                .required(false)
                .schema(new StringSchema());
    }

    private static void refusal(Operation operation, String status, String description) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        operation
                .getResponses()
                .putIfAbsent(
                        status,
                        new ApiResponse()
                                .description(description)
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType().schema(reference))));
    }

    private static Schema<?> problem() {
        Schema<?> error =
                new ObjectSchema()
                        .addProperty("pointer", text("JSON pointer into the body"))
                        .addProperty("parameter", text("Query parameter or header"))
                        .addProperty("detail", text("What is wrong"));
        return new ObjectSchema()
                .description("RFC 9457 problem details")
                .addProperty("type", text("Names the kind of problem"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", text("This case in words"))
                .addProperty("instance", text("The path asked for"))
                .addProperty("traceId", text("Finds the request in the logs"))
                .addProperty("errors", new ArraySchema().items(error));
    }

    private static Schema<?> text(@Nullable String description) {
        return new StringSchema().description(description);
    }
}
