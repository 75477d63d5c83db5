package de.gemeinsamkommune.defaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Refuses bodies over the limit with 413: at once when the length is announced, otherwise when more
 * has been read than allowed. Paths that take more refuse only then, so that a body is read only
 * for those who may send it.
 */
final class RequestLimit extends OncePerRequestFilter {

    private final long usual;
    private final Map<String, DataSize> larger;
    private final ProblemWriter problems;

    /**
     * Limits bodies.
     *
     * @param usual bytes a body may have
     * @param larger what exactly these paths may take instead
     */
    RequestLimit(long usual, Map<String, DataSize> larger, ProblemWriter problems) {
        this.usual = usual;
        this.larger = Map.copyOf(larger);
        this.problems = problems;
    }

    private long limit(HttpServletRequest request) {
        DataSize own = larger.get(request.getRequestURI());
        return own == null ? usual : own.toBytes();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request);
        long announced = request.getContentLengthLong();
        boolean patient = larger.containsKey(request.getRequestURI());
        if (announced > limit && !patient) {
            problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, ProblemTypes.TOO_LARGE);
        } else if (announced <= limit
                && (announced >= 0 || request.getHeader("Transfer-Encoding") == null)) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new Counted(request, limit, patient), response);
        }
    }

    private static final class Counted extends HttpServletRequestWrapper {

        private final long limit;

        private final boolean patient;

        Counted(HttpServletRequest request, long limit, boolean patient) {
            super(request);
            this.limit = limit;
            this.patient = patient;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), limit, patient);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class CountedStream extends ServletInputStream {

        /** Where little is allowed, people still send what is far too much. */
        private static final long LEAST_BORNE = 100L << 20;

        private final ServletInputStream body;
        private final long limit;
        private long read;

        private final boolean patient;

        CountedStream(ServletInputStream body, long limit, boolean patient) {
            this.body = body;
            this.limit = limit;
            this.patient = patient;
        }

        @Override
        public int read() throws IOException {
            int b = body.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(count);
            return count;
        }

        private void count(int bytes) throws IOException {
            read += Math.max(bytes, 0);
            if (read > limit) {
                if (patient) {
                    // whoever is still sending does not hear the refusal; so much more is borne
                    body.skip(Math.max(limit, LEAST_BORNE));
                }
                throw new RequestTooLarge(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
