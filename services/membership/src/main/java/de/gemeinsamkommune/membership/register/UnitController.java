package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.membership.register.MongoRegister.Place;
import de.gemeinsamkommune.membership.register.MongoRegister.Wanted;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** The register of administrative units, for everybody. */
@RestController
@RequestMapping("/api/membership/administrative-units")
@PermitAll
class UnitController {

    private final MongoRegister register;

    UnitController(MongoRegister register) {
        this.register = register;
    }

    /**
     * A unit as everybody sees it.
     *
     * @param key official key (AGS)
     * @param ars regional key
     * @param name without the title; not unique
     * @param displayName with the title, and for a municipality with its district
     * @param district key of a municipality's district
     * @param region key of the Regierungsbezirk
     * @param squareKilometres area
     * @param population inhabitants; absent while no register was imported
     * @param sameAs key of the district that is the same city: whoever adds up leaves one of the
     *     two out
     * @param endedOn day of the first register without the unit
     */
    record UnitView(
            String key,
            String ars,
            UnitLevel level,
            String name,
            String displayName,
            @Nullable String district,
            @Nullable String districtName,
            @Nullable String region,
            @Nullable String regionName,
            @Nullable String seat,
            @Nullable String postcode,
            @Nullable Double squareKilometres,
            @Nullable Long population,
            @Nullable String sameAs,
            @Nullable LocalDate endedOn) {

        static UnitView of(AdministrativeUnit unit) {
            Long hectares = unit.hectares();
            return new UnitView(
                    unit.key(),
                    unit.ars(),
                    unit.level(),
                    unit.name(),
                    unit.displayName(),
                    unit.district(),
                    unit.districtName(),
                    unit.region(),
                    unit.regionName(),
                    unit.seat(),
                    unit.postcode(),
                    hectares == null ? null : hectares / 100.0,
                    unit.population(),
                    unit.sameAs(),
                    unit.endedOn());
        }
    }

    /**
     * Lists units in the order of a German dictionary.
     *
     * @param name part of the name, in any case and without regard to umlauts
     * @param postcode of the administration, which municipalities have
     * @param district key of a district, for its municipalities
     * @param region key of a Regierungsbezirk
     * @param ended whether units that were merged or dissolved are listed too
     */
    @GetMapping
    Page<UnitView> listUnits(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String postcode,
            @RequestParam(required = false) @Nullable UnitLevel level,
            @RequestParam(required = false) @Nullable String district,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(defaultValue = "false") boolean ended,
            PageQuery query) {
        List<StoredUnit> rows =
                register.list(
                        new Wanted(name, postcode, level, district, region, ended),
                        place(query.cursor()),
                        query.limit());
        return Page.of(
                rows,
                query,
                row -> Cursor.after(row.sort(), row.key()),
                row -> UnitView.of(row.unit()));
    }

    /** Shows a unit, also one that ended: memberships may still refer to it. */
    @GetMapping("/{key}")
    UnitView showUnit(@PathVariable String key) {
        return register.find(key).map(UnitView::of).orElseThrow(Problems::notFound);
    }

    private static @Nullable Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        return new Place(cursor.key(0), cursor.key(1));
    }
}
