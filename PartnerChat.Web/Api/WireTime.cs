using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PartnerChat.Web.Api;

/// <summary>A time in a query: ISO 8601 with its zone, in UTC once read. A time without a zone would be another one on each machine.</summary>
internal readonly partial record struct WireTime(DateTimeOffset Value)
{
    /// <summary>The first time that the database can tell apart and that is not earlier: it keeps microseconds, and cuts what is finer.</summary>
    public DateTimeOffset RoundedUp =>
        Value.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? Value
        : Value > DateTimeOffset.MaxValue.AddMicroseconds(-1) ? DateTimeOffset.MaxValue
        : Value.AddTicks(TimeSpan.TicksPerMicrosecond - (Value.Ticks % TimeSpan.TicksPerMicrosecond));

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out WireTime time)
    {
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var value) && Form().IsMatch(text);
        time = new WireTime(value);
        return isTime;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Form();
}
