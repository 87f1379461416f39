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
import { lazy, Suspense, useRef } from 'react';
import { Loading } from '../../parts/States';
import { texts as partTexts } from '../../texts';
import { texts } from '../texts';

const SegmentBuilder = lazy(async () => ({
  default: (await import('../../segments/builder/SegmentBuilder')).SegmentBuilder,
}));

const useStyles = makeStyles({
  drawer: { width: 'min(1100px, 90vw)' },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, paddingTop: tokens.spacingVerticalL },
});

/** Makes a segment in the builder, beside the journey, and comes back with it. */
export function NewSegment(props: {
  audience: string | undefined;
  onSaved: (name: string) => void;
  onClose: () => void;
}) {
  const styles = useStyles();
  const closer = useRef<() => void>(null);
  const close = () => (closer.current ?? props.onClose)();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-label={texts.newSegmentTitle}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          // Something to have the focus from the beginning: the builder is fetched.
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={partTexts.close} onClick={close} />}
        >
          {texts.newSegmentTitle}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        <Suspense fallback={<Loading />}>
          <SegmentBuilder
            {...(props.audience === undefined ? {} : { audience: props.audience })}
            onSaved={props.onSaved}
            onClose={props.onClose}
            closer={closer}
          />
        </Suspense>
      </DrawerBody>
    </OverlayDrawer>
  );
}
