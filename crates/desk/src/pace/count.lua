-- Lets one message through by the generic cell rate algorithm, or says how long it waits; for both limits at once.
-- Times are microseconds of this server's clock.
-- KEYS: the epoch, the contact's limit, the channel's limit, the channel's line
-- ARGV: the epoch; interval and tolerance of the contact's limit, then those of the channel's
local epoch = redis.call('HMGET', KEYS[1], 'number', 'forgot')
if epoch[1] ~= ARGV[1] then
    return { 'epoch', 0 }
end
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
-- what was before that is lost: each limit counts as used up then
local forgot = tonumber(epoch[2])

local function arrival(key, interval, tolerance)
    local kept = tonumber(redis.call('GET', key) or 0)
    if forgot then
        kept = math.max(kept, forgot + tolerance + interval)
    end
    return kept
end

local function keep(key, at)
    redis.call('SET', key, string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000) + 1000)
end

local pair_interval, pair_tolerance = tonumber(ARGV[2]), tonumber(ARGV[3])
local channel_interval, channel_tolerance = tonumber(ARGV[4]), tonumber(ARGV[5])

local pair = arrival(KEYS[2], pair_interval, pair_tolerance)
if pair - pair_tolerance > now then
    return { 'contact', pair - pair_tolerance - now }
end
local channel = arrival(KEYS[3], channel_interval, channel_tolerance)
if channel - channel_tolerance > now then
    -- those that wait together look again one after the other
    local line = tonumber(redis.call('GET', KEYS[4]) or 0) + channel_interval
    local look = math.max(line, channel - channel_tolerance)
    keep(KEYS[4], look)
    return { 'line', look - now }
end
keep(KEYS[2], math.max(pair, now) + pair_interval)
keep(KEYS[3], math.max(channel, now) + channel_interval)
return { 'through', 0 }
