import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { formatDistance } from '../../format/format';
import { texts } from './texts';

/** Offers back what was not saved. */
export function Offer(props: { at: number; isOther: boolean; now: number; onGoOn: () => void; onDrop: () => void }) {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {texts.offered(formatDistance(new Date(props.at).toISOString(), props.now))}{' '}
        {props.isOther && texts.offeredOther}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={props.onGoOn}>
          {texts.goOn}
        </Button>
        <Button onClick={props.onDrop}>{texts.drop}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
