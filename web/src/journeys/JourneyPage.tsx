import { useState } from 'react';
import { useParams } from 'react-router';
import { Page } from '../parts/Page';
import { Shown } from '../parts/States';
import { EditorScreen } from './editor/EditorScreen';
import { definitionOf, type Whole } from './editor/useSaving';
import { keptDraft } from './model/draft';
import { useJourney } from './queries';

/** A journey: its draft is edited, one that is or was live shows its numbers. */
export default function JourneyPage() {
  const { name = '' } = useParams();
  const asked = useJourney(name);
  return asked.data ? (
    <Opened key={name} whole={asked.data} />
  ) : (
    <Page title={name}>
      <Shown asked={asked}>{() => null}</Shown>
    </Page>
  );
}

/** Goes on with what was not saved, where there is such. */
function Opened(props: { whole: Whole }) {
  const { whole } = props;
  const [draft] = useState(() => keptDraft(whole.value.journey.name));
  const [opened] = useState(() => draft?.definition ?? definitionOf(whole));
  return (
    <EditorScreen
      whole={whole}
      opened={opened}
      version={draft ? draft.version : whole.version}
      isRestored={draft !== undefined}
    />
  );
}
