package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The service seen by the people of the demo data, and by people who are invited into it. */
public final class Network {

    /** Where demo lead and demo member belong to. */
    public static final Map<String, List<String>> MUNICIPALITIES =
            Map.of("LEAD", List.of("09161"), "MEMBER", List.of("09178"));

    private final TestClient client;
    private final TestIssuer issuer;
    private final Map<String, String> demoPeople = new ConcurrentHashMap<>();

    public Network(TestClient client, TestIssuer issuer) {
        this.client = client;
        this.issuer = issuer;
    }

    /** Somebody without a token. */
    public TestClient anybody() {
        return client;
    }

    /** The demo person who stands for a role. */
    public TestClient as(String role) {
        return as(demoPerson(role), role);
    }

    /** Somebody with a role. */
    public TestClient as(String person, String role) {
        return client.as(
                issuer.token(person, List.of(role), MUNICIPALITIES.getOrDefault(role, List.of())));
    }

    /** Another service. */
    public TestClient asService() {
        return client.as(issuer.serviceToken("newsletter"));
    }

    /** Id of the demo person who stands for a role. */
    public String demoPerson(String role) {
        if (demoPeople.isEmpty()) {
            for (JsonNode person :
                    asService().get("/internal/membership/demo-people").expect(200).json()) {
                demoPeople.putIfAbsent(person.get("role").asString(), person.get("id").asString());
            }
        }
        return demoPeople.get(role);
    }

    /** Has somebody new invited, and returns their id. */
    public String invite(String role) {
        return invite(invitation(uniqueAddress(), role)).expect(201).json().get("id").asString();
    }

    /** Has somebody invited by the administrator. */
    public Answer invite(Map<String, Object> invitation) {
        return as("ADMINISTRATOR").post("/api/membership/invitations", invitation);
    }

    /** Has somebody new join, and returns their id. */
    public String join(String role) {
        String person = invite(role);
        as(person, role).post("/api/membership/me/acceptance").expect(200);
        return person;
    }

    /** An invitation to Freising. */
    public static Map<String, Object> invitation(String email, String... roles) {
        Map<String, Object> invitation = new LinkedHashMap<>();
        invitation.put("givenName", "Zacharias");
        invitation.put("familyName", "Quittenbaum");
        invitation.put("email", email);
        invitation.put("municipality", "09178");
        invitation.put("roles", List.of(roles));
        invitation.put("locale", "de");
        return invitation;
    }

    /** The same with something else in it. */
    public static Map<String, Object> with(
            Map<String, Object> invitation, String property, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(invitation);
        other.put(property, value);
        return other;
    }

    /** An address nobody has. */
    public static String uniqueAddress() {
        return "zacharias." + UUID.randomUUID() + "@quittenbaum.example";
    }
}
