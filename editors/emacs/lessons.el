;;; lessons.el --- Lessons with Swift in Markdown, by eglot  -*- lexical-binding: t -*-

;;; Commentary:
;; (load "…/editors/emacs/lessons.el")
;; Then `M-x eglot' in a lesson; markdown-mode is used where it is installed.

;;; Code:

(defvar lessons-command '("lessons" "language-server")
  "The command of the language server.")

(define-derived-mode lessons-mode text-mode "Lesson"
  "A mode for lessons where there is no markdown-mode.")

(defun lessons--contact (&rest _)
  "The command for eglot."
  lessons-command)

(with-eval-after-load 'eglot
  (dolist (mode '(lessons-mode markdown-mode gfm-mode))
    (add-to-list 'eglot-server-programs (cons mode #'lessons--contact))))

(provide 'lessons)
;;; lessons.el ends here
