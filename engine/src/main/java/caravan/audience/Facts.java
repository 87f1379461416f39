package caravan.audience;

import caravan.cohort.Cohort;
import caravan.segment.Interaction;
import java.util.List;

/** Interactions as cohorts, for segments and conditions to ask about. */
public interface Facts {

  /** Of one kind, with the people of one audience. */
  List<FactGroup> groups(Interaction kind, String audience);

  /** To whom something of a kind that has rows of its own ever happened. */
  Cohort withRows(Interaction kind, String audience);
}
