import { Button, Field, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular, SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { formatNumber } from '../../format/format';
import { NavLink } from '../../parts/NavLink';
import { segmentPath } from '../../segments/places';
import { useSegment } from '../../segments/queries';
import { useAbout } from '../editor/about';
import { texts } from '../texts';
import { LookForSegment } from './LookForSegment';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** A chosen segment: its name, source and members. */
function Chosen(props: { name: string; onRemove: () => void }) {
  const styles = useStyles();
  const segment = useSegment(props.name).data?.value;
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <NavLink to={segmentPath(props.name)}>{props.name}</NavLink>
        {segment && (
          <Text size={200} className={styles.quiet}>
            {segment.title} · {texts.members(formatNumber(segment.members))}
          </Text>
        )}
      </span>
      <Button
        appearance="subtle"
        size="small"
        icon={<DismissRegular />}
        aria-label={texts.takeOut(props.name)}
        onClick={props.onRemove}
      />
    </li>
  );
}

/** Segments, as many as are wanted, each with its source. */
export function SegmentsField(props: {
  label: string;
  hint?: string;
  required?: boolean;
  segments: string[];
  /** Whether they may be of any audience and source: so it is for the first one of a journey. */
  isFirst?: boolean;
  most?: number;
  onChange: (segments: string[]) => void;
}) {
  const styles = useStyles();
  const about = useAbout();
  const [isLooking, setLooking] = useState(false);
  const { segments } = props;
  const isFree = props.isFirst === true && segments.length === 0;
  const waits = props.isFirst !== true && about.audience === undefined;
  const isFull = segments.length >= (props.most ?? Infinity);
  return (
    <Field label={props.label} hint={props.hint} required={props.required === true}>
      <div role="group" aria-label={props.label} className={styles.list}>
        {segments.length > 0 && (
          <ul className={styles.list}>
            {segments.map((name) => (
              <Chosen key={name} name={name} onRemove={() => props.onChange(segments.filter((it) => it !== name))} />
            ))}
          </ul>
        )}
        {!isFull && (
          <Button icon={<SearchRegular />} disabledFocusable={waits} onClick={() => setLooking(true)}>
            {texts.lookFor}
          </Button>
        )}
        {!props.isFirst && !about.hasSegment && (
          <Text size={200} className={styles.quiet}>
            {texts.audienceFirst}
          </Text>
        )}
        {isLooking && (
          <LookForSegment
            title={props.label}
            audience={isFree ? undefined : about.audience}
            source={isFree ? undefined : about.source}
            without={segments}
            onChosen={(name) => {
              props.onChange([...segments, name]);
              setLooking(false);
            }}
            onClose={() => setLooking(false)}
          />
        )}
      </div>
    </Field>
  );
}

/** One segment; none is empty. */
export function SegmentField(props: { label?: string; segment: string; onChange: (segment: string) => void }) {
  return (
    <SegmentsField
      label={props.label ?? texts.segment}
      segments={props.segment === '' ? [] : [props.segment]}
      most={1}
      onChange={([segment]) => props.onChange(segment ?? '')}
    />
  );
}
