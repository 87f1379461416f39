package caravan.audience;

import caravan.segment.Interaction;
import java.util.List;

/** The interactions that are kept as cohorts, for segments and conditions to ask about. */
public interface Facts {

  /** Of one kind, with the people of one audience. */
  List<FactGroup> groups(Interaction kind, String audience);
}
