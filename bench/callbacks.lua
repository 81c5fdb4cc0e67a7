-- wrk: each thread sends its own file of ready-made requests, once each; an answer without RS_OK is counted as bad.
local threads = {}
function setup(thread)
   thread:set("number", #threads)
   table.insert(threads, thread)
end

function init(args)
   requests, bad, worst = {}, 0, ""
   sent = number == 0 and -1 or 0  -- wrk asks its first thread for one request that it never sends
   local file = assert(io.open(args[1] .. "/" .. number, "rb"))
   local size = file:read(8)
   while size do
      requests[#requests + 1] = file:read(tonumber(size))
      size = file:read(8)
   end
   file:close()
end

function request()
   sent = sent + 1
   if sent > #requests then
      wrk.thread:stop()
      return requests[#requests]
   end
   return requests[math.max(sent, 1)]
end

function response(status, headers, body)
   if not body:find("RS_OK", 1, true) then
      bad, worst = bad + 1, status .. " " .. body
   end
end

function done(summary, latency, _)
   local refused, ran_out = 0, 0
   for _, thread in ipairs(threads) do
      refused = refused + thread:get("bad")
      if thread:get("bad") > 0 then print("BAD " .. thread:get("worst")) end
      if thread:get("sent") > #thread:get("requests") then ran_out = 1 end
   end
   local errors = summary.errors
   print(string.format("RESULT requests=%d microseconds=%d p50=%d p99=%d bad=%d errors=%d ran_out=%d", summary.requests,
      summary.duration, latency:percentile(50), latency:percentile(99), refused,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout, ran_out))
end
