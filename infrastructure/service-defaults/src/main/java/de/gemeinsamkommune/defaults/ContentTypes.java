package de.gemeinsamkommune.defaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Refuses with 415 what is said to be of no type or of any, which Spring takes for our mistake. */
final class ContentTypes extends OncePerRequestFilter {

    private final ProblemWriter problems;

    ContentTypes(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (namesOneType(request.getContentType())) {
            chain.doFilter(request, response);
        } else {
            HttpStatus status = HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            problems.write(request, response, status, ProblemTypes.of(status));
        }
    }

    private static boolean namesOneType(@Nullable String type) {
        if (type == null || type.isEmpty()) {
            return true;
        }
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }
}
