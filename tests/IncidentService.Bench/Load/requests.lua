-- What wrk sends, after `--`: random GET FILE        a path, any line of FILE
--                                random POST FILE PATH   a body, any line of FILE
--                                unique POST FILE PATH STAMP   FILE is one body, each <N> in it replaced by digits never sent before
local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("id", threads)
end

function init(args)
   local pick, method, file, path, stamp = args[1], args[2], args[3], args[4], args[5]
   local headers = " HTTP/1.1\r\n"
   for name, value in pairs(wrk.headers) do headers = headers .. name .. ": " .. value .. "\r\n" end

   local lines = {}
   for line in io.lines(file) do lines[#lines + 1] = line end

   local function send(line)
      if method == "GET" then return "GET " .. line .. headers .. "\r\n" end
      return "POST " .. path .. headers .. "Content-Type: application/json\r\nContent-Length: " .. #line .. "\r\n\r\n" .. line
   end

   if pick == "random" then
      math.randomseed(id * 7919)
      request = function() return send(lines[math.random(#lines)]) end
   else
      local sent = 0
      request = function()
         sent = sent + 1
         return send((lines[1]:gsub("<N>", string.format("%s%d%07d", stamp, id, sent))))
      end
   end
end

function done(summary, latency)
   local errors = summary.errors
   print(string.format("measured %d %d %d %d %d %d", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99),
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
