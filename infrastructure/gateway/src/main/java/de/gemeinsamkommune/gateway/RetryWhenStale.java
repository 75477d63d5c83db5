package de.gemeinsamkommune.gateway;

import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

import java.io.IOException;

/**
 * Tries a request once more when the service had closed the kept connection in the meantime, and
 * only if sending it twice cannot do harm. Answers are never tried again, whatever their status.
 */
final class RetryWhenStale implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(
            HttpRequest request, IOException failure, int times, HttpContext context) {
        return times == 1
                && failure instanceof NoHttpResponseException
                && (Method.GET.isSame(request.getMethod())
                        || Method.HEAD.isSame(request.getMethod()));
    }

    @Override
    public boolean retryRequest(HttpResponse response, int times, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int times, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
