-- Uses the server as a person does in Neovim, and writes what was seen as JSON. Run by editors.test.ts.
local server, file, result = vim.env.EDITOR_SERVER, vim.env.EDITOR_FILE, vim.env.EDITOR_RESULT
local seen = {}

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local buffer = vim.api.nvim_get_current_buf()
  local folder = vim.fn.fnamemodify(file, ':h')
  local client = vim.lsp.start_client({
    name = 'k3s-inventory',
    cmd = { vim.env.EDITOR_NODE, server, 'lsp', '--stdio' },
    root_dir = folder,
  })
  vim.bo.filetype = 'yaml'
  vim.lsp.buf_attach_client(buffer, client)
  local function wait(what, done)
    if not vim.wait(20000, done, 20) then error('waited in vain for ' .. what) end
  end
  local function go(text)
    vim.fn.cursor(1, 1)
    if vim.fn.search(text, 'cW') == 0 then error('not found: ' .. text) end
  end
  local function text() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

  wait('diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
  seen.diagnostics = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(seen.diagnostics, { line = one.lnum, message = one.message, source = one.source, code = one.code })
  end

  go('api_endpoint')
  vim.lsp.buf.hover()
  local float
  wait('the hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then float = window end
    end
    return float ~= nil
  end)
  seen.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, false), '\n')
  vim.api.nvim_win_close(float, true)

  go('api_en')
  vim.fn.cursor(vim.fn.line('.'), vim.fn.col('.') + 5)
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', vim.lsp.util.make_position_params(), 10000)
  seen.completion = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(vim.lsp.util.text_document_completion_list_to_complete_items(answer.result, '')) do
      table.insert(seen.completion, item.word)
    end
  end

  vim.ui.select = function(items, options, choose)
    seen.actions = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  go('v1.31.12')
  local before = text()
  vim.lsp.buf.code_action()
  wait('the code action', function() return text() ~= before end)
  seen.fixed = text()
  wait('the finding to go', function() return #vim.diagnostic.get(buffer) == 0 end)

  go('first:')
  before = text()
  vim.lsp.buf.rename('renamed')
  wait('the rename', function() return text() ~= before end)
  seen.renamed = text()
  vim.lsp.stop_client(client)
end

local ok, reason = pcall(run)
if not ok then seen.failed = tostring(reason) end
vim.fn.writefile({ vim.fn.json_encode(seen) }, result)
vim.cmd('qall!')
