import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { texts } from './texts';

/** Somebody else was faster: asks what counts. */
export function Conflict(props: { onTake: () => void; onKeep: () => void }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{texts.conflict}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={props.onTake}>{texts.takeTheirs}</Button>
        <Button onClick={props.onKeep}>{texts.keepMine}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
