# One image for every service; which one it runs says SERVICE. Takes the jars that
# `mvn -DskipTests package` leaves in infrastructure/standalone/target/dist/lib.
FROM eclipse-temurin:25-jre

LABEL org.opencontainers.image.title="Gemeinsam Kommune"

COPY infrastructure/standalone/target/dist/lib /app/lib

# identity, membership, events, advisory, newsletter, analytics, portal, gateway; or topics, which
# declares the topics and ends
ENV SERVICE=membership \
    SERVER_ADDRESS=0.0.0.0 \
    PORT=8080 \
    JAVA_OPTS=""

# somebody who is nobody: no name is needed, nothing is written outside /tmp
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080

# bash speaks enough HTTP, so the image needs no curl; the gateway's public port may be without
# health and metrics
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${GATEWAY_MANAGEMENT_PORT:-$PORT} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]

ENTRYPOINT ["sh", "-c", "exec java -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $JAVA_OPTS -cp '/app/lib/*' de.gemeinsamkommune.standalone.RunService"]
