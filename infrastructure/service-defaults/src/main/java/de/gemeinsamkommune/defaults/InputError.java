package de.gemeinsamkommune.defaults;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong in a request.
 *
 * @param pointer JSON pointer into the body as a URI fragment, as in RFC 9457, section 3
 * @param parameter name of the query parameter or header, when it is not the body
 * @param detail what is wrong, in the caller's language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InputError(@Nullable String pointer, @Nullable String parameter, String detail) {

    static InputError inBody(String pointer, String detail) {
        return new InputError(pointer, null, detail);
    }

    static InputError inParameter(String name, String detail) {
        return new InputError(null, name, detail);
    }
}
