using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Development;

/// <summary>A message of the demo, at its time.</summary>
/// <param name="State">How far it has come.</param>
internal sealed record DemoLine(PartnerSide From, string Text, DateTimeOffset SentAt, MessageStatus State);

/// <summary>
/// The couple's five weeks as written in <c>demo-messages.json</c>, oldest first. Most lines carry <c>day</c> and <c>time</c>, the clock in
/// Berlin; the last ones carry <c>ago</c>, an ISO 8601 duration before the moment of seeding, so that the conversation is fresh at any hour.
/// Day 1 is the day before the one on which the first <c>ago</c> line falls, which is not always yesterday: just after midnight those lines
/// reach into yesterday, and the days before them move along. So the times rise at any moment. <c>state</c> is <c>read</c> unless given.
/// </summary>
internal static class DemoScript
{
    private const string Resource = "PartnerChat.Web.Development.demo-messages.json";

    // A machine without the time zones' data shall start all the same.
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The lines, placed before <paramref name="now"/>.</summary>
    public static IReadOnlyList<DemoLine> Load(DateTimeOffset now)
    {
        var entries = Read();
        var longest = XmlConvert.ToTimeSpan(entries.First(e => e.Ago is not null).Ago!);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now - longest, Berlin).DateTime);
        return [.. entries.Select(e => new DemoLine(e.From == "a" ? PartnerSide.A : PartnerSide.B, e.Text, TimeOf(e, now, today), e.State))];
    }

    internal static IReadOnlyList<DemoEntry> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        return JsonSerializer.Deserialize(stream, DemoJson.Default.IReadOnlyListDemoEntry)!;
    }

    private static DateTimeOffset TimeOf(DemoEntry entry, DateTimeOffset now, DateOnly today)
    {
        if (entry.Ago is not null) return now - XmlConvert.ToTimeSpan(entry.Ago);
        var local = today.AddDays(-entry.Day!.Value).ToDateTime(entry.Time!.Value);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>A line of the file: either <paramref name="Day"/> and <paramref name="Time"/> or <paramref name="Ago"/>.</summary>
internal sealed record DemoEntry(int? Day, TimeOnly? Time, string? Ago, string From, string Text, MessageStatus State = MessageStatus.Read);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyList<DemoEntry>))]
internal sealed partial class DemoJson : JsonSerializerContext;
