package caravan.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Made-up customers: the same for the same seed, plausible, in segments that overlap. */
class StandInDataTest {

  @Test
  void theSameSeedGivesTheSame() {
    var one = StandInData.generated(5, 300);
    var same = StandInData.generated(5, 300);
    var other = StandInData.generated(6, 300);
    assertThat(same.customers()).isEqualTo(one.customers());
    for (var customer : one.customers()) {
      assertThat(same.profile(customer)).isEqualTo(one.profile(customer));
    }
    for (var segment : one.segments()) {
      assertThat(same.members(segment.id())).isEqualTo(one.members(segment.id()));
    }
    assertThat(other.customers()).doesNotContainAnyElementsOf(one.customers());
  }

  @Test
  void customersArePlausible() {
    var data = StandInData.generated(1, 3_000);
    var addresses = new HashSet<Object>();
    for (var customer : data.customers()) {
      var values = data.profile(customer).orElseThrow();
      assertThat(customer).matches("[0-9a-f]{32}");
      assertThat(values).containsKeys("msdynci_fullname", "msdynci_loyaltypoints");
      var address = values.get("msdynci_email");
      if (address != null) {
        assertThat(address.toString()).matches("[a-z]+\\.[a-z]+\\.[0-9]+@example\\.org");
        assertThat(addresses.add(address)).isTrue();
      }
    }
    assertThat(addresses.size()).isBetween(2_750, 2_950);
  }

  @Test
  void segmentsOverlap() {
    var data = StandInData.generated(1, 3_000);
    assertThat(data.segments()).hasSize(7);
    var memberships = 0;
    var members = new HashSet<String>();
    for (var segment : data.segments()) {
      var size = data.members(segment.id()).size();
      if (segment.id().equals("Spring_campaign")) {
        assertThat(size).isZero();
      } else {
        assertThat(size).as(segment.id()).isBetween(100, 2_500);
      }
      memberships += size;
      members.addAll(data.members(segment.id()));
    }
    assertThat(memberships).isGreaterThan(members.size());
    assertThat(members.size()).isBetween(2_000, 2_999);
  }

  @Test
  void refusesColumnsThatThereAreNot() {
    var data = new StandInData();
    assertThatThrownBy(() -> data.putProfile("x", Map.of("msdynci_no", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(data.customers()).isEmpty();
  }
}
