import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { DurationField } from '../fields/DurationField';
import { SegmentField, SegmentsField } from '../fields/SegmentField';
import type { Journey } from '../model/tiles';
import { texts } from '../texts';
import type { Editor } from './useEditor';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalXS, marginBottom: tokens.spacingVerticalXS },
  grow: { flex: 1, minWidth: 0 },
});

/** Who is taken out before the end, and what the journey is for. */
export function ExitPane({ editor }: { editor: Editor }) {
  const { exit, goal } = editor.journey;
  const put = (part: Partial<Journey>) => editor.edit((it) => ({ ...it, ...part }), `exit.${Object.keys(part).join()}`);
  return (
    <>
      <Text>{texts.exitHint}</Text>
      <SegmentsField
        label={texts.exitBySegment}
        hint={texts.exitBySegmentHint}
        segments={exit.segments}
        onChange={(segments) => editor.edit((it) => ({ ...it, exit: { ...exit, segments } }))}
      />
      <Events events={exit.events} onChange={(events) => put({ exit: { ...exit, events } })} />
      <SegmentField
        label={texts.goal}
        segment={goal?.segment ?? ''}
        onChange={(segment) =>
          editor.edit((it) => {
            const { goal: before, ...rest } = it;
            return segment === '' ? rest : { ...rest, goal: { ...before, segment } };
          })
        }
      />
      {goal && (
        <DurationField
          label={texts.within}
          hint={texts.withinHint}
          optional
          value={goal.within ?? ''}
          onChange={(within) => put({ goal: { ...goal, within } })}
        />
      )}
    </>
  );
}

function Events(props: { events: string[]; onChange: (events: string[]) => void }) {
  const styles = useStyles();
  const { events } = props;
  return (
    <Field label={texts.exitByEvent} hint={texts.exitByEventHint}>
      <div role="group" aria-label={texts.exitByEvent}>
        {events.map((event, index) => (
          <div key={index} className={styles.row}>
            <Input
              className={styles.grow}
              aria-label={texts.eventNumber(index + 1)}
              value={event}
              onChange={(_, { value }) => props.onChange(events.with(index, value))}
            />
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={texts.takeOut(event)}
              onClick={() => props.onChange(events.toSpliced(index, 1))}
            />
          </div>
        ))}
        <Button icon={<AddRegular />} onClick={() => props.onChange([...events, ''])}>
          {texts.addEvent}
        </Button>
      </div>
    </Field>
  );
}
