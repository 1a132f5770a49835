;;; emacs.el --- Emacs opens a lesson and types, by eglot  -*- lexical-binding: t -*-

(require 'eglot)
(load (expand-file-name "editors/emacs/lessons.el" (getenv "CHECKOUT")))
(setq lessons-command (split-string (getenv "SERVER")))
(setq eglot-sync-connect 10 eglot-send-changes-idle-time 0.05 make-backup-files nil)

(defun send-changes ()
  "Send what was typed, since timers for idle time do not run in a batch."
  (eglot--signal-textDocument/didChange))

(defun wait-for (what holds)
  "Fail with WHAT unless the function HOLDS soon gives something."
  (let ((end (+ (float-time) 20)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall holds) (error "%s: %S" what (messages-shown)))))

(defun messages-shown ()
  "The diagnostics of the buffer."
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(find-file (expand-file-name "lessons/en/First.md" (getenv "PROJECT")))
(lessons-mode)
(call-interactively #'eglot)
(wait-for "no diagnostic of the wrong option"
          (lambda () (seq-some (lambda (m) (string-match-p "did you mean 'silent'" m)) (messages-shown))))
(goto-char (point-min))
(search-forward "silnet")
(let ((found (car (flymake-diagnostics))))
  (unless (and (= (flymake-diagnostic-beg found) (- (point) 6)) (= (flymake-diagnostic-end found) (point)))
    (error "the diagnostic stands at %S" (flymake-diagnostic-beg found))))
(replace-match "silent")
(send-changes)
(wait-for "the diagnostic stays" (lambda () (null (messages-shown))))
(search-forward "let żółw = 1")
(replace-match "let żółw = \"😀\"; let gęś: Int = \"ś\"")
(send-changes)
(wait-for "no diagnostic of the compiler" (lambda () (= 1 (length (messages-shown)))))
(search-backward "\"ś\"")
(unless (= (flymake-diagnostic-beg (car (flymake-diagnostics))) (point))
  (error "the compiler's diagnostic stands at %S" (flymake-diagnostic-beg (car (flymake-diagnostics)))))
;; Inside of code: what a name means.
(search-backward "żółw")
(let* ((eglot--server (eglot-current-server))
       (meaning (jsonrpc-request eglot--server :textDocument/hover (eglot--TextDocumentPositionParams) :timeout 30))
       (text (plist-get (plist-get meaning :contents) :value)))
  (unless (and text (string-match-p "let żółw: String" text)) (error "the name means %S" meaning)))
;; Another name, everywhere.
(goto-char (point-max))
(insert "\n\n`{swift-dt} żółw`\n")
(search-backward "żółw")
(send-changes)
(eglot-rename "wąż")
(unless (= 2 (how-many "wąż" (point-min) (point-max))) (error "the name was not changed: %S" (buffer-string)))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
;;; emacs.el ends here
