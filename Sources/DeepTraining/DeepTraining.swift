import CKernels
import COneDNN
import CZlib
