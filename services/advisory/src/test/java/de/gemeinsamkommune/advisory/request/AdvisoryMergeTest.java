package de.gemeinsamkommune.advisory.request;

import static de.gemeinsamkommune.advisory.request.Requests.ADVISER;
import static de.gemeinsamkommune.advisory.request.Requests.ASKER;
import static de.gemeinsamkommune.advisory.request.Requests.aConcludedRequest;
import static de.gemeinsamkommune.advisory.request.Requests.aReceivedRequest;
import static de.gemeinsamkommune.advisory.request.Requests.anAcceptedRequest;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;

import org.junit.jupiter.api.Test;

class AdvisoryMergeTest {

    @Test
    void the_asker_is_the_person_who_stays() {
        AdvisoryRequest merged = aReceivedRequest().merged(ASKER.id(), "kept");
        assertThat(merged.asker()).isEqualTo("kept");
        assertThat(merged.question()).isEqualTo(aReceivedRequest().question());
        assertThat(merged.concerns(ASKER.id())).isFalse();
        assertThat(merged.merged(ASKER.id(), "kept")).isEqualTo(merged);
    }

    @Test
    void the_adviser_with_all_replies_and_efforts_is_the_person_who_stays() {
        AdvisoryRequest before = aConcludedRequest();
        AdvisoryRequest merged = before.merged(ADVISER.id(), "kept");
        assertThat(merged.adviser()).isEqualTo("kept");
        assertThat(merged.concerns(ADVISER.id())).isFalse();
        assertThat(merged.effortMinutes()).isEqualTo(before.effortMinutes());
        assertThat(merged.status()).isEqualTo(Status.CONCLUDED);
    }

    @Test
    void nobody_advises_themselves_while_it_is_open() {
        AdvisoryRequest merged = anAcceptedRequest().merged(ADVISER.id(), ASKER.id());
        assertThat(merged.status()).isEqualTo(Status.RECEIVED);
        assertThat(merged.adviser()).isNull();
        assertThat(merged.acceptedAt()).isNull();
        assertThat(merged.asker()).isEqualTo(ASKER.id());
        assertThat(aConcludedRequest().merged(ADVISER.id(), ASKER.id()).adviser())
                .isEqualTo(ASKER.id());
    }
}
