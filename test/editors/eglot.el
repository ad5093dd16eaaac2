;;; eglot.el --- uses the server as a person does in Emacs, and writes what was seen as JSON -*- lexical-binding: t -*-
;; Run by editors.test.ts.
(require 'eglot)
(require 'json)

(define-derived-mode k3s-test-mode text-mode "YAML")

(defvar seen nil)
(defun see (name value) (push (cons name value) seen))

(defun wait-for (what done)
  (let ((end (+ (float-time) 20)) value)
    (while (not (setq value (funcall done)))
      (when (> (float-time) end) (error "waited in vain for %s" what))
      (accept-process-output nil 0.02))
    value))

(defun go (text) (goto-char (point-min)) (search-forward text) (goto-char (match-beginning 0)))
(defun text () (buffer-substring-no-properties (point-min) (point-max)))

(defun run ()
  (find-file (getenv "EDITOR_FILE"))
  (k3s-test-mode)
  (eglot--connect '(k3s-test-mode) (eglot--current-project) 'eglot-lsp-server
                  (list (getenv "EDITOR_NODE") (getenv "EDITOR_SERVER") "lsp" "--stdio") "yaml")
  (eglot--maybe-activate-editing-mode)
  (wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
  (see 'diagnostics
       (vconcat (mapcar (lambda (one)
                          `((line . ,(1- (line-number-at-pos (flymake-diagnostic-beg one))))
                            (message . ,(flymake-diagnostic-text one))))
                        (flymake-diagnostics))))

  (go "api_endpoint")
  (let (hover)
    (eglot-hover-eldoc-function (lambda (documentation &rest _) (setq hover documentation)))
    (see 'hover (substring-no-properties (wait-for "the hover" (lambda () hover)))))

  (go "api_endpoint")
  (forward-char 5)
  (let ((found (eglot-completion-at-point)))
    (see 'completion
         (vconcat (mapcar #'substring-no-properties (all-completions "" (nth 2 found))))))

  (go "v1.31.12")
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt actions &rest _)
               (let ((titles (mapcar (lambda (one) (if (consp one) (car one) one)) actions)))
                 (see 'actions (vconcat titles))
                 (car titles)))))
    ;; Chosen by keyboard: without that, a menu is shown.
    (let ((before (text)) (last-nonmenu-event ?\r))
      (eglot-code-actions (line-beginning-position) (line-end-position) nil t)
      (wait-for "the code action" (lambda () (not (equal before (text)))))))
  (see 'fixed (text))
  ;; Done when a person pauses; without a terminal, Emacs is never idle.
  (eglot--signal-textDocument/didChange)
  (wait-for "the finding to go" (lambda () (flymake-start) (null (flymake-diagnostics))))

  (go "first:")
  (let ((before (text)))
    (eglot-rename "renamed")
    (wait-for "the rename" (lambda () (not (equal before (text))))))
  (see 'renamed (text))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))

(setq eglot-confirm-server-initiated-edits nil
      create-lockfiles nil
      make-backup-files nil)
(condition-case reason (run) (error (see 'failed (error-message-string reason))))
(with-temp-file (getenv "EDITOR_RESULT") (insert (json-encode seen)))
(kill-emacs 0)
