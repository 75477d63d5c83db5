package de.gemeinsamkommune.defaults;

import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Answers with problems also what Tomcat refuses itself before any filter has seen it, for instance
 * a path that cannot be decoded.
 */
public final class ContainerProblems extends ErrorReportValve {

    private static final ProblemTexts TEXTS = new ProblemTexts("defaults");

    /** Made by Tomcat, by name. */
    public ContainerProblems() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    static void reportThrough(Container host) {
        if (host instanceof StandardHost standard) {
            standard.setErrorReportValveClass(ContainerProblems.class.getName());
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        Problem problem = new Problem(code, ProblemTypes.of(code));
        Locale locale = Languages.of(request.getHeader("Accept-Language"));
        TEXTS.complete(problem, locale, null);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(json(problem));
                response.finishResponse();
            }
        } catch (IOException clientHasGone) {
            container.getLogger().debug("The client did not wait for the answer", clientHasGone);
        }
    }

    private static String json(Problem problem) {
        String detail = problem.getDetail();
        return "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d%s}"
                .formatted(
                        problem.getType(),
                        problem.getTitle(),
                        problem.getStatus(),
                        detail == null ? "" : ",\"detail\":\"" + detail + "\"");
    }
}
