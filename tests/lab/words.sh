# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034 # for the scripts that source it
# What the bars look for. A change of the program's words, times or settings is one edit here.

# tocsin.conf of every bar. Texts that wait for a person to react have to be sent without that wait, except the six
# seconds in which a dialog may still be answered.
settings_of_all() {
    printf '%s\n' '[alerts]' {permission,question,waiting,error,usage_limit,finished,no_activity,lost}_text=at_once \
        '[sessions]' 'texts_for_new=true' 'minimum_turn=0'
}
settings_of_headless_alerts() { printf '%s\n' '[sessions]' 'headless_alerts=true'; }

# Toasts: `summary | body`. A second session of the folder has a number behind the name.
toast_permission='^demo( #[0-9]+)?: needs permission \| '
toast_question='^demo: has a question \| '
toast_input='^demo: has a question \| elicitor: ' # of an MCP server
toast_done='^demo( #[0-9]+)?: finished( after [0-9]+ (s|min))? \| '
toast_any='^demo( #[0-9]+)?: '
toast_done_of_named='^demo of names: finished( after [0-9]+ (s|min))? \| '
toast_done_beside_shell="$toast_done.*1 background command still running\\."
toast_tool_error='^demo: error \| .*npm publish: permission denied'
toast_stopped='^demo( #[0-9]+)?: stopped \| .*' # and one of the reasons
toast_limit_over='^demo: usage limit reset \| '
# Texts, line ends as ` / `.
text_permission='^⏳ Claude: "demo( #[0-9]+)?" / Needs permission'
text_question='^⏳ Claude: "demo" / Has a question: '
text_input='^⏳ Claude: "demo" / Has a question: elicitor: '
text_done='^✅ Claude: "demo( #[0-9]+)?" / Finished: '
text_done_beside_shell="$text_done.*1 background command still runs\\. "
text_tool_error='^⚠️ Claude: "demo" / Error: .*npm publish: permission denied'
text_stopped='^⚠️ Claude: "demo( #[0-9]+)?" / Stopped: '
text_limit_over='^⏳ Claude: "demo" / Usage limit reset'
# In both, why Claude stopped.
reason_rate_limit='Rate limit reached'
reason_overloaded='The API is overloaded'
reason_bad_request='The API rejected the request'
reason_dropped='Connection to the API lost'
reason_refused='Claude declined the request'
reason_usage_limit='Usage limit reached, resets '
reason_max_turns='Turn limit reached \(--max-turns\)'
reason_max_budget='Budget limit reached \(--max-budget-usd\)'
text_count_in_api_errors=10 # at least; errors may not spend the whole hourly limit
# In `status --json`.
state_at_rest='^(idle|done|finished)$'
# Seconds.
dialog_is_silent=6  # no text about a dialog before
answered_at_once=3  # a toast of an answered dialog is gone after
toast_after=25      # at most
text_after=30       # at most
idle_prompt_after=60

# Answers. Buttons of notifications, and controls of the request window.
service_name=Plasma # whose buttons are drawn, and which has a field for an answer
button_allow='Allow'
button_deny='Deny'
button_review='Review…'
button_mute='Mute 1 h'
window_allow='Allow Once'
window_lasts="Don’t ask again in this project"
window_always='Always Allow'
window_answer='Answer'
window_approve='Approve Plan'
window_accept_edits='Accept edits from now on'
window_approve_edits='Approve and Accept Edits'
window_keep_planning='Keep Planning'
window_deny='Deny'
window_deny_and_stop='Deny and Stop'
window_deny_all='Deny All of This Session'
window_show_there='Show It There'
window_confirmation='I have read the whole call'
window_message='text@Message to Claude:'
window_own_words='text@Other answer'
window_not_there='Not shown in the terminal.'
window_plan_changed='Not sent: this has changed since it was shown'
window_over='No longer waiting'
menu_settings_key=s
window_advanced='Advanced settings'
window_holds_headless='Let background runs wait for my answer'
window_ok='OK'
# In the terminal of Claude Code: the first choice of whatever dialog.
any_dialog='❯ 1\. '
# What the model is sent after: [is_error, content].
denied='^\[true,'
fetched='^\[(true|false),"(Unable to verify|.*health|ok)' # the lab has no internet
