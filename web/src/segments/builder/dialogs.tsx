import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Schemas, Versioned } from '../../api/client';
import { formatNumber } from '../../format/format';
import { Confirm } from '../../parts/Confirm';
import { Failure } from '../../parts/States';
import { texts as common } from '../../texts';
import { draftOf, type Draft } from './draft';
import type { SegmentDefinition } from '../queries';
import type { Count } from './queries';
import { texts } from './texts';

export type Whole = Versioned<Schemas['SegmentDefinition']>;

const useStyles = makeStyles({
  wide: { maxWidth: '900px' },
  sides: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalL },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '300px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** Says before saving which live journeys use the segment, and what would change. */
export function LiveDialog(props: {
  journeys: string[];
  members: number;
  count: Count | undefined;
  onSave: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { count } = props;
  return (
    <Confirm title={texts.liveTitle} action={texts.saveAnyway} onConfirm={props.onSave} onClose={props.onClose}>
      <Text>{texts.liveText}</Text>
      <ul>
        {props.journeys.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {count && <p>{texts.liveNow(formatNumber(props.members), formatNumber(count.count))}</p>}
      {count?.change && (
        <p>
          {texts.joined(formatNumber(count.change.joined))}, {texts.left(formatNumber(count.change.left))}.
        </p>
      )}
    </Confirm>
  );
}

const written = ({ where, members, also, never }: SegmentDefinition) =>
  [
    where ?? (members ?? []).join('\n'),
    ...(also?.length ? [`${texts.also}: ${also.join(', ')}`] : []),
    ...(never?.length ? [`${texts.never}: ${never.join(', ')}`] : []),
  ].join('\n\n');

/** Somebody else was faster: what they saved beside what was to be saved; nothing of either is lost. */
export function ConflictDialog(props: {
  mine: SegmentDefinition;
  /** Nothing where it was deleted. */
  theirs: Whole | undefined;
  onTake: (draft: Draft, version: string) => void;
  onKeep: (version: string | undefined) => Promise<unknown>;
  onClose: () => void;
}) {
  const styles = useStyles();
  const [error, setError] = useState<unknown>();
  const { mine, theirs } = props;
  const segment = theirs?.value;
  const definition = segment?.definition as SegmentDefinition | undefined;
  const keepMine = () => props.onKeep(theirs?.version).catch(setError);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface className={styles.wide}>
        <DialogBody>
          <DialogTitle>{theirs ? texts.conflictTitle : texts.removedTitle}</DialogTitle>
          <DialogContent>
            <p>{segment ? texts.conflictText(segment.author) : texts.removedText}</p>
            <div className={styles.sides}>
              {definition && <Side title={texts.theirs} text={written(definition)} />}
              <Side title={texts.mine} text={written(mine)} />
            </div>
            {error !== undefined && <Failure error={error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{common.cancel}</Button>
            <Button onClick={() => void keepMine()}>{theirs ? texts.keepMine : texts.save}</Button>
            {theirs && definition && segment && (
              <Button
                appearance="primary"
                onClick={() => props.onTake(draftOf(definition, segment.name, segment.audience), theirs.version)}
              >
                {texts.takeTheirs}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Side(props: { title: string; text: string }) {
  const styles = useStyles();
  return (
    <section className={styles.side} aria-label={props.title}>
      <Text weight="semibold">{props.title}</Text>
      <pre className={styles.text} tabIndex={0}>
        {props.text}
      </pre>
    </section>
  );
}
