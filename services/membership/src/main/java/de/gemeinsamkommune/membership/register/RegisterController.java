package de.gemeinsamkommune.membership.register;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** Which register of administrative units there is, for everybody. */
@RestController
@RequestMapping("/api/membership/register")
@PermitAll
class RegisterController {

    private final MongoRegister register;

    RegisterController(MongoRegister register) {
        this.register = register;
    }

    /**
     * The register that counts; all of it is absent while there is only what the product brings.
     *
     * @param asOf day of the territorial status
     * @param municipalities that exist; a kreisfreie Stadt counts once
     * @param population inhabitants, everybody once
     */
    record RegisterView(
            @Nullable LocalDate asOf, @Nullable Long municipalities, @Nullable Long population) {}

    @GetMapping
    RegisterView showRegister() {
        Pointer pointer = register.pointer();
        return new RegisterView(pointer.on(), pointer.municipalities(), pointer.population());
    }
}
