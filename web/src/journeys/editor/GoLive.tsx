import {
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { formatInstant, formatNumber } from '../../format/format';
import { Confirm } from '../../parts/Confirm';
import { Shown } from '../../parts/States';
import { useTell } from '../../parts/told';
import { allTiles, isMessage, mostMessages, type Journey } from '../model/tiles';
import { useGoLive, usePreview } from '../queries';
import { texts } from '../texts';

const useStyles = makeStyles({
  numbers: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    '& dd': { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  },
});

/** Says whom it will touch, and puts a journey live, now or later. */
export function GoLive(props: { name: string; journey: Journey; onClose: () => void }) {
  const styles = useStyles();
  const { name, journey } = props;
  const preview = usePreview(name);
  const goLive = useGoLive();
  const tell = useTell();
  const [isLater, setLater] = useState(false);
  const [at, setAt] = useState('');
  const tiles = allTiles(journey.tiles).filter(isMessage).length;
  const most = mostMessages(journey.tiles);
  return (
    <Confirm
      title={texts.goLiveTitle(name)}
      action={isLater ? texts.plan : texts.goLive}
      onClose={props.onClose}
      onConfirm={async () => {
        const instant = isLater ? new Date(at).toISOString() : undefined;
        await goLive.mutateAsync({ name, at: instant });
        tell.done(instant ? texts.isPlanned(name, formatInstant(instant)) : texts.wentLive(name));
      }}
    >
      <Shown asked={preview} lines={4}>
        {({ eligible, excluded, starting, leaving }) => {
          const messages = (starting - leaving) * most;
          const figures: [string, number][] = [
            [texts.eligible, eligible + excluded],
            [texts.excluded, excluded],
            [texts.starting, starting],
            [texts.leaving, leaving],
            [texts.messageTiles, tiles],
            [texts.mostMessages, messages],
          ];
          return (
            <>
              <Text weight="semibold">{texts.goesLive(formatNumber(starting), formatNumber(messages))}</Text>
              <dl className={styles.numbers}>
                {figures.map(([label, value]) => [
                  <dt key={label}>{label}</dt>,
                  <dd key={`${label}:value`}>{formatNumber(value)}</dd>,
                ])}
              </dl>
              {(journey.start || journey.frequency === 'repeating') && (
                <MessageBar>
                  <MessageBarBody>{texts.startsLater}</MessageBarBody>
                </MessageBar>
              )}
            </>
          );
        }}
      </Shown>
      <Field label={texts.when}>
        <RadioGroup value={isLater ? 'later' : 'now'} onChange={(_, { value }) => setLater(value === 'later')}>
          <Radio value="now" label={texts.now} />
          <Radio value="later" label={texts.later} />
        </RadioGroup>
      </Field>
      {isLater && (
        <Field label={texts.goLiveAt} hint={texts.goLiveAtHint} required>
          <Input type="datetime-local" value={at} onChange={(_, { value }) => setAt(value)} />
        </Field>
      )}
    </Confirm>
  );
}
