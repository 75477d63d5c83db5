package de.gemeinsamkommune.defaults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;

/** Writes problems where Spring MVC does not: in filters and on the error path. A bean. */
public final class ProblemWriter {

    private final JsonMapper json;
    private final ProblemTexts texts;

    ProblemWriter(JsonMapper json, ProblemTexts texts) {
        this.json = json;
        this.texts = texts;
    }

    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String type,
            String path)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Problem problem = new Problem(status, type);
        problem.setInstance(instance(path));
        texts.complete(problem, Languages.of(request), RequestContext.traceId(request));
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /**
     * Writes a problem unless the response has been sent already.
     *
     * @param type kebab-case name as for {@link Problems#of}
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String type)
            throws IOException {
        write(request, response, status, type, request.getRequestURI());
    }

    private static URI instance(String path) {
        try {
            return URI.create(path);
        } catch (IllegalArgumentException unprintable) {
            return URI.create("/");
        }
    }
}
