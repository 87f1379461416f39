import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { Found } from './useCheck';

const useStyles = makeStyles({ list: { display: 'grid', gap: '4px' } });

/** What is wrong with what is selected. */
export function FaultList(props: { found: Found[] }) {
  return (
    <div className={useStyles().list}>
      {props.found.map(({ fault, isWarning }) => (
        <MessageBar key={fault.message} intent={isWarning ? 'warning' : 'error'} layout="multiline">
          <MessageBarBody>{fault.message}</MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}
