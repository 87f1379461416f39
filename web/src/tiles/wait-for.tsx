import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { HourglassRegular } from '@fluentui/react-icons';
import { ConditionField } from '../journeys/fields/ConditionField';
import { DurationField } from '../journeys/fields/DurationField';
import { newPath, type WaitFor } from '../journeys/model/tiles';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

export const waitFor: TileKind<'wait-for'> = {
  name: texts.kinds['wait-for'],
  icon: <HourglassRegular />,
  describe: ({ data }) => {
    const what = (data.trigger === 'event' ? data.event : data.condition) || texts.notChosen;
    return data.upTo === '' ? what : `${what}, ${texts.upToShort(data.upTo)}`;
  },
  make: () => ({
    data: { trigger: 'condition', condition: '', event: '', upTo: '5 days' },
    paths: [newPath('then'), newPath('else')],
  }),
  Edit,
};

function Edit({ tile, change }: EditProps<'wait-for'>) {
  const { data } = tile;
  const put = (part: Partial<WaitFor>, field: string) => change({ ...tile, data: { ...data, ...part } }, field);
  return (
    <>
      <Field label={texts.trigger}>
        <RadioGroup
          layout="horizontal"
          value={data.trigger}
          onChange={(_, { value }) => put({ trigger: value as WaitFor['trigger'] }, 'trigger')}
        >
          {Object.entries(texts.triggers).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </RadioGroup>
      </Field>
      {data.trigger === 'condition' ? (
        <ConditionField value={data.condition} onChange={(condition) => put({ condition }, 'condition')} />
      ) : (
        <Field label={texts.event} hint={texts.eventHint} required>
          <Input value={data.event} onChange={(_, { value }) => put({ event: value }, 'event')} />
        </Field>
      )}
      <DurationField
        label={texts.upTo}
        hint={texts.upToHint}
        optional
        value={data.upTo}
        onChange={(upTo) => put({ upTo }, 'upTo')}
      />
    </>
  );
}
