import { useRef } from 'react';
import { useBlocker } from 'react-router';
import { texts } from '../texts';
import { Confirm } from './Confirm';

/** Asks once before what was not saved is left. */
export function Leaving(props: { onLeave: () => void; onClose: () => void }) {
  return (
    <Confirm
      title={texts.leaveTitle}
      action={texts.leave}
      onClose={props.onClose}
      onConfirm={() => Promise.resolve(props.onLeave())}
    >
      {texts.leaveText}
    </Confirm>
  );
}

/** Asks so before a page with changes is left for another. */
export function LeaveGuard(props: { isChanged: () => boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && props.isChanged(),
  );
  const goes = useRef(false);
  if (blocker.state !== 'blocked') {
    return null;
  }
  return (
    <Leaving
      onLeave={() => {
        goes.current = true;
        blocker.proceed();
      }}
      onClose={() => !goes.current && blocker.reset()}
    />
  );
}
