using System.Globalization;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Admin.Auditing;

/// <summary>What an admin typed to narrow the log: by page and by export alike.</summary>
public sealed record AuditSearch
{
    public string Action { get; init; } = "";

    /// <summary>An account, by its e-mail or its id.</summary>
    public string Who { get; init; } = "";

    /// <summary>What it was done to: an account's e-mail, or an id.</summary>
    public string What { get; init; } = "";

    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    public bool IsEmpty => this == new AuditSearch();

    /// <summary>What it means. What nobody has finds nothing.</summary>
    public async Task<AuditFilter> ToFilterAsync(AuditLog log, TimeZoneInfo zone, CancellationToken ct) => new(
        Action.Trim() is { Length: > 0 } action ? action : null,
        Who.Trim() is { Length: > 0 } who ? await log.FindAccountAsync(who, ct) : null,
        What.Trim() is { Length: > 0 } what ? await log.FindAccountAsync(what, ct) : null,
        From is { } from ? zone.StartOf(from) : null,
        To is { } to && to < DateOnly.MaxValue ? zone.StartOf(to.AddDays(1)) : null);

    /// <summary>The day of a date field, or none.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9999 ? day : null;

    /// <summary>A day as a date field has it.</summary>
    public static string? FieldOf(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
