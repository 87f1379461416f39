import { Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { DurationField, readDuration, UNITS, writeDuration } from '../fields/DurationField';
import { SegmentsField } from '../fields/SegmentField';
import { ZoneField } from '../fields/ZoneField';
import type { Frequency } from '../model/definition';
import type { Journey } from '../model/tiles';
import { texts } from '../texts';
import { Occurrences } from './Occurrences';
import type { Editor } from './useEditor';

const FREQUENCIES = Object.keys(texts.frequencies) as Frequency[];

/** Who starts, and when. */
export function EntryPane({ editor }: { editor: Editor }) {
  const { journey } = editor;
  const { audience, frequency } = journey;
  const put = (part: Partial<Journey>) =>
    editor.edit((it) => ({ ...it, ...part }), part.audience ? undefined : `entry.${Object.keys(part).join()}`);
  return (
    <>
      <SegmentsField
        label={texts.audienceSegments}
        hint={texts.audienceHint}
        required
        isFirst
        segments={audience.segments}
        onChange={(segments) => put({ audience: { ...audience, segments } })}
      />
      <SegmentsField
        label={texts.excludeSegment}
        hint={texts.excludeHint}
        segments={audience.exclude}
        onChange={(exclude) => put({ audience: { ...audience, exclude } })}
      />
      <Field label={texts.frequency} required>
        <RadioGroup
          value={frequency}
          onChange={(_, { value }) =>
            put({ frequency: value as Frequency, every: journey.every ?? texts.usualInterval })
          }
        >
          {FREQUENCIES.map((it) => (
            <Radio
              key={it}
              value={it}
              label={
                <>
                  <strong>{texts.frequencies[it]}</strong>
                  <br />
                  {texts.frequencyMeans[it]}
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {frequency === 'repeating' && (
        <DurationField
          label={texts.every}
          units={UNITS.filter((it) => it !== 'years')}
          value={journey.every ?? ''}
          onChange={(every) => put({ every })}
        />
      )}
      {frequency === 'ongoing' && (
        <Checkbox
          label={texts.rejoin}
          checked={journey.rejoin === true}
          onChange={(_, { checked }) => put({ rejoin: checked === true })}
        />
      )}
      <Field label={texts.start} hint={texts.startHint}>
        <Input type="datetime-local" value={journey.start ?? ''} onChange={(_, { value }) => put({ start: value })} />
      </Field>
      <Field label={texts.end} hint={texts.endHint}>
        <Input type="datetime-local" value={journey.end ?? ''} onChange={(_, { value }) => put({ end: value })} />
      </Field>
      <ZoneField value={journey['time-zone'] ?? ''} onChange={(zone) => put({ 'time-zone': zone })} />
      <RateField value={journey['entry-rate'] ?? ''} onChange={(rate) => put({ 'entry-rate': rate })} />
      <Occurrences journey={journey} />
    </>
  );
}

const PER = ['minute', 'hour', 'day'];

/** How many may enter in which time: `10000 per hour`. */
function RateField(props: { value: string; onChange: (rate: string) => void }) {
  const [count = '', unit = 'hour'] = props.value.split(' per ');
  const { amount } = readDuration(`${count} days`);
  return (
    <DurationField
      label={texts.rate}
      hint={texts.rateHint}
      optional
      units={PER.map((it) => `${it}s`)}
      value={writeDuration(amount, `${unit}s`)}
      onChange={(duration) => {
        const read = readDuration(duration);
        props.onChange(read.amount === '' ? '' : `${read.amount} per ${read.unit.slice(0, -1)}`);
      }}
    />
  );
}
