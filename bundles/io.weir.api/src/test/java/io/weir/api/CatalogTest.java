// SPDX-License-Identifier: Apache-2.0
package io.weir.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private record Row(String name, String doc) implements Entry {}

    private final Catalog<Row> catalog = new Catalog<>("flow key");

    @Test
    void rowsAreInForceUntilTheirRegistrationCloses() {
        Registration rows = catalog.add(List.of(new Row("ipsource", "x"), new Row("ipdestination", "y")));
        assertThat(catalog.find("ipsource")).isPresent();

        rows.close();
        rows.close();

        assertThat(catalog.all()).isEmpty();
        assertThat(catalog.revision()).isEqualTo(2);
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearest() {
        catalog.add(List.of(new Row("ipsource", "x"), new Row("ip6source", "x"), new Row("vlan", "x")));

        assertThatThrownBy(() -> catalog.require("ipsorce"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("flow key \"ipsorce\": unknown, did you mean \"ipsource\" or \"ip6source\"");
    }

    @Test
    void aTakenNameRefusesAllRowsOfTheAddition() {
        catalog.add(List.of(new Row("vlan", "x")));

        assertThatThrownBy(() -> catalog.add(List.of(new Row("new", "x"), new Row("vlan", "y"))))
                .isInstanceOf(InvalidInput.class);
        assertThat(catalog.find("new")).isEmpty();
    }
}
