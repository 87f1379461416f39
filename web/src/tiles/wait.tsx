import {
  Checkbox,
  Field,
  Input,
  Radio,
  RadioGroup,
  ToggleButton,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons';
import { DurationField } from '../journeys/fields/DurationField';
import { DateColumnField } from '../journeys/fields/DateColumnField';
import { OffsetField } from '../journeys/fields/OffsetField';
import type { Wait } from '../journeys/model/tiles';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

const NEW: Record<Wait['until'], Wait> = {
  duration: { until: 'duration', duration: '1 day' },
  moment: { until: 'moment', moment: '', personal: false },
  date: { until: 'date', column: '', offset: '', at: '', personal: false },
  time: { until: 'time', at: '09:00', days: [], personal: false },
};

const DAYS = Object.keys(texts.days) as (keyof typeof texts.days)[];

const useStyles = makeStyles({ days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS } });

export const wait: TileKind<'wait'> = {
  name: texts.kinds.wait,
  icon: <ClockRegular />,
  describe: ({ data }) => describe(data),
  make: () => ({ data: NEW.duration }),
  Edit,
};

function describe(data: Wait): string {
  const whose = data.until !== 'duration' && data.personal ? texts.personalShort : '';
  switch (data.until) {
    case 'duration':
      return data.duration || texts.notChosen;
    case 'moment':
      return [texts.until, data.moment.replace('T', ' ') || texts.notChosen, whose].join(' ').trim();
    case 'date':
      return [texts.until, data.column || texts.notChosen, data.offset, data.at, whose].filter(Boolean).join(' ');
    case 'time': {
      const days = data.days.length === 0 ? texts.everyDay : data.days.join(', ');
      return [texts.until, data.at, days, whose].filter(Boolean).join(' ');
    }
  }
}

function Edit({ tile, change }: EditProps<'wait'>) {
  const { data } = tile;
  const put = (after: Wait, field: string) => change({ ...tile, data: after }, field);
  return (
    <>
      <Field label={texts.waitKind}>
        <RadioGroup value={data.until} onChange={(_, { value }) => put(NEW[value as Wait['until']], 'until')}>
          {Object.entries(texts.waits).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </RadioGroup>
      </Field>
      <Details data={data} put={put} />
      {data.until !== 'duration' && (
        <Checkbox
          label={texts.personal}
          checked={data.personal}
          onChange={(_, { checked }) => put({ ...data, personal: checked === true }, 'personal')}
        />
      )}
    </>
  );
}

function Details({ data, put }: { data: Wait; put: (after: Wait, field: string) => void }) {
  switch (data.until) {
    case 'duration':
      return (
        <DurationField
          label={texts.duration}
          value={data.duration}
          onChange={(duration) => put({ ...data, duration }, 'duration')}
        />
      );
    case 'moment':
      return (
        <Field label={texts.moment} required>
          <Input
            type="datetime-local"
            value={data.moment}
            onChange={(_, { value }) => put({ ...data, moment: value }, 'moment')}
          />
        </Field>
      );
    case 'date':
      return (
        <>
          <DateColumnField value={data.column} onChange={(column) => put({ ...data, column }, 'column')} />
          <OffsetField value={data.offset} onChange={(offset) => put({ ...data, offset }, 'offset')} />
          <Field label={texts.at} hint={texts.atMidnight}>
            <Input type="time" value={data.at} onChange={(_, { value }) => put({ ...data, at: value }, 'at')} />
          </Field>
        </>
      );
    case 'time':
      return (
        <>
          <Field label={texts.at} required>
            <Input type="time" value={data.at} onChange={(_, { value }) => put({ ...data, at: value }, 'at')} />
          </Field>
          <Days value={data.days} onChange={(days) => put({ ...data, days }, 'days')} />
        </>
      );
  }
}

function Days(props: { value: string[]; onChange: (days: string[]) => void }) {
  const styles = useStyles();
  const isOn = (day: string) => props.value.length === 0 || props.value.includes(day);
  const toggle = (day: string) => {
    const days = DAYS.filter((it) => (it === day ? !isOn(it) : isOn(it)));
    props.onChange(days.length === DAYS.length ? [] : days);
  };
  return (
    <div role="group" aria-label={texts.on} className={styles.days}>
      {DAYS.map((day) => (
        <ToggleButton key={day} size="small" checked={isOn(day)} onClick={() => toggle(day)}>
          {texts.days[day]}
        </ToggleButton>
      ))}
    </div>
  );
}
