package caravan.channel.call;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses that anybody on the internet has from those of this machine and of networks
 * within (RFC 6890), the latter also where they stand inside an IPv6 address.
 */
final class PublicAddresses {

  private static final int IPV4_BITS = 32;

  /** Blocks that stand for no machine on the internet, or for one within. */
  private static final List<Block> WITHIN =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3),
          Block.of("::", 96),
          Block.of("64:ff9b:1::", 48),
          Block.of("100::", 64),
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("fc00::", 7),
          Block.of("fe80::", 9),
          Block.of("ff00::", 8));

  /** Those whose addresses hold one of IPv4, after so many bits. */
  private static final List<Block> HOLDING =
      List.of(Block.of("64:ff9b::", 96), Block.of("2002::", 16));

  private PublicAddresses() {}

  private record Block(List<Byte> start, int bits) {

    static Block of(String address, int bits) {
      return new Block(bytes(InetAddress.ofLiteral(address)), bits);
    }

    boolean contains(List<Byte> address) {
      if (address.size() != start.size()) {
        return false;
      }
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> (bit % Byte.SIZE);
        if (((address.get(bit / Byte.SIZE) ^ start.get(bit / Byte.SIZE)) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private static List<Byte> bytes(InetAddress address) {
    var raw = address.getAddress();
    var bytes = new Byte[raw.length];
    Arrays.setAll(bytes, i -> raw[i]);
    return List.of(bytes);
  }

  static boolean contains(InetAddress address) {
    return isPublic(bytes(address));
  }

  private static boolean isPublic(List<Byte> address) {
    if (WITHIN.stream().anyMatch(block -> block.contains(address))) {
      return false;
    }
    return HOLDING.stream()
        .filter(block -> block.contains(address))
        .allMatch(
            block ->
                isPublic(
                    address.subList(
                        block.bits() / Byte.SIZE, (block.bits() + IPV4_BITS) / Byte.SIZE)));
  }

  /** What kind of address it is, for people. */
  static String shown(InetAddress address) {
    return (address instanceof Inet4Address ? "" : "[")
        + address.getHostAddress()
        + (address instanceof Inet4Address ? "" : "]");
  }
}
