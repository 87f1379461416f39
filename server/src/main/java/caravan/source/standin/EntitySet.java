package caravan.source.standin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A table that can be read, with the columns that every environment has. */
enum EntitySet {
  PROFILES(
      "msdynci_customerprofile",
      500,
      Attribute.of("msdynci_customerprofileid", "Uniqueidentifier"),
      Attribute.of("msdynci_customerid", "String")),
  MEMBERSHIPS(
      "msdynci_segmentmembership",
      500,
      Attribute.of("msdynci_segmentmembershipid", "Uniqueidentifier"),
      Attribute.of("msdynci_customerid", "String"),
      Attribute.of("msdynci_identifier", "String"),
      Attribute.of("msdynci_lookupfield_customer", "Lookup"),
      Attribute.of("msdynci_segmentmembershiptype", "String"),
      Attribute.of("msdynci_segmentprovider", "String"),
      Attribute.of("msdynci_segments", "Memo")),
  SEGMENTS(
      "mscipriv_segmentmetadata",
      5_000,
      Attribute.of("mscipriv_segmentmetadataid", "Uniqueidentifier"),
      Attribute.of("msdyn_name", "String"),
      Attribute.of("mscipriv_payload1", "Memo"),
      Attribute.of("mscipriv_payload2", "Memo"),
      Attribute.of("msdyn_isdeleted", "Boolean"),
      Attribute.of("msdyn_ishistoryentry", "Boolean"));

  /** The columns that Dataverse itself gives each table. */
  private static final List<Attribute> OWN =
      List.of(
          Attribute.instant("createdon"),
          Attribute.instant("modifiedon"),
          Attribute.instant("overriddencreatedon"),
          Attribute.of("createdby", "Lookup"),
          Attribute.of("importsequencenumber", "Integer"),
          Attribute.of("ownerid", "Owner"),
          Attribute.of("owneridname", "String"),
          Attribute.of("owneridtype", "EntityName"),
          Attribute.of("owningbusinessunit", "Lookup"),
          Attribute.of("partitionid", "String"),
          Attribute.of("ttlinseconds", "Integer"),
          Attribute.of("versionnumber", "BigInt"));

  private final String logicalName;
  private final int pageSize;
  private final List<Attribute> attributes;

  EntitySet(String logicalName, int pageSize, Attribute... attributes) {
    this.logicalName = logicalName;
    this.pageSize = pageSize;
    this.attributes = List.of(attributes);
  }

  static Optional<EntitySet> called(String path) {
    return Stream.of(values()).filter(set -> set.path().equals(path)).findFirst();
  }

  static Optional<EntitySet> ofTable(String logicalName) {
    return Stream.of(values()).filter(set -> set.logicalName.equals(logicalName)).findFirst();
  }

  String logicalName() {
    return logicalName;
  }

  String path() {
    return logicalName + "s";
  }

  /** How many rows a page has if nobody asks for more or fewer. */
  int pageSize() {
    return pageSize;
  }

  String primaryKey() {
    return attributes.getFirst().name();
  }

  List<Attribute> attributes() {
    return Stream.concat(attributes.stream(), OWN.stream()).toList();
  }
}
