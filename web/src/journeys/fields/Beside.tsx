import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { Suspense, useRef, type ReactNode, type Ref } from 'react';
import { Loading } from '../../parts/States';
import { texts } from '../../texts';

const useStyles = makeStyles({
  drawer: { width: 'min(1100px, 90vw)' },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, paddingTop: tokens.spacingVerticalL },
});

/** Where something is made beside a journey; what is made in it says by its `closer` how it wants to be closed. */
export function Beside(props: {
  title: string;
  onClose: () => void;
  children: (closer: Ref<() => void>) => ReactNode;
}) {
  const styles = useStyles();
  const closer = useRef<() => void>(null);
  const close = () => (closer.current ?? props.onClose)();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={props.title}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          // Something to have the focus from the beginning: the rest is fetched.
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={texts.close} onClick={close} />}
        >
          {props.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        <Suspense fallback={<Loading />}>{props.children(closer)}</Suspense>
      </DrawerBody>
    </OverlayDrawer>
  );
}
