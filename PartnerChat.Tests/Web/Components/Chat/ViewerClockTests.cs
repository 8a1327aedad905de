using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class ViewerClockTests
{
    [Theory]
    [InlineData("Europe/Berlin", "13:05")]
    [InlineData("America/New_York", "07:05")]
    [InlineData("Asia/Kathmandu", "17:50")]
    [InlineData("Nowhere/Atall", "12:05")]
    [InlineData("", "12:05")]
    [InlineData(null, "12:05")]
    public void TimeOf_Zone_IsTheViewers(string? zone, string expected)
    {
        var clock = ClockAt("2026-11-18T12:05:00Z", zone);

        Assert.Equal(expected, clock.TimeOf(Talk.Noon.AddMinutes(5)));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-11-19")]
    [InlineData("Pacific/Pago_Pago", "2026-11-17")]
    [InlineData("Europe/Berlin", "2026-11-18")]
    public void Today_Zone_IsTheViewers(string zone, string expected)
    {
        var clock = ClockAt("2026-11-18T10:30:00Z", zone);

        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), clock.Today);
    }

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", "01:59")]
    [InlineData("2026-03-29T01:00:00Z", "03:00")]
    [InlineData("2026-10-25T00:59:00Z", "02:59")]
    [InlineData("2026-10-25T01:00:00Z", "02:00")]
    public void TimeOf_DaylightSaving_IsFollowed(string at, string expected)
    {
        var clock = ClockAt("2026-11-18T12:00:00Z", "Europe/Berlin");

        Assert.Equal(expected, clock.TimeOf(At(at)));
    }

    [Theory]
    [InlineData("2026-11-18", "Today")]
    [InlineData("2026-11-17", "Yesterday")]
    [InlineData("2026-11-16", "Monday, 16 November")]
    [InlineData("2026-01-01", "Thursday, 1 January")]
    [InlineData("2025-12-31", "Wednesday, 31 December 2025")]
    [InlineData("2026-11-19", "Thursday, 19 November")]
    public void NameOf_Day_IsAsOneSaysIt(string day, string expected)
    {
        var clock = ClockAt("2026-11-18T12:00:00Z", "Europe/Berlin");

        Assert.Equal(expected, clock.NameOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void NameOf_FirstOfJanuary_TheDayBeforeIsYesterday()
    {
        var clock = ClockAt("2027-01-01T12:00:00Z", "Europe/Berlin");

        Assert.Equal("Yesterday", clock.NameOf(new DateOnly(2026, 12, 31)));
    }

    [Theory]
    [InlineData("2026-03-01T23:30:00Z", "2 March")]
    [InlineData("2025-03-01T23:30:00Z", "2 March 2025")]
    public void DateOf_Time_HasTheYearIfAnother(string at, string expected)
    {
        var clock = ClockAt("2026-11-18T12:00:00Z", "Europe/Berlin");

        Assert.Equal(expected, clock.DateOf(At(at)));
    }

    [Theory]
    [InlineData("2026-11-18T22:59:59Z", "Europe/Berlin", "00:00:01")]
    [InlineData("2026-11-18T23:00:00Z", "Europe/Berlin", "1.00:00:00")]
    [InlineData("2026-11-18T12:00:00Z", null, "12:00:00")]
    [InlineData("2026-03-28T23:30:00Z", "Europe/Berlin", "22:30:00")]
    [InlineData("2026-10-24T22:30:00Z", "Europe/Berlin", "24:30:00")]
    [InlineData("2026-09-05T20:00:00-04:00", "America/Santiago", "04:00:00")]
    [InlineData("2026-10-31T20:00:00-04:00", "America/Havana", "04:00:00")]
    public void UntilMidnight_Clock_IsTheTimeThatPasses(string now, string? zone, string expected)
    {
        var clock = ClockAt(now, zone);

        // 24:30:00 would be read as 24 days.
        var (hours, rest) = (expected.Length == 8 ? int.Parse(expected[..2], CultureInfo.InvariantCulture) : 24, TimeSpan.Parse($"00{expected[^6..]}", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.FromHours(hours) + rest, clock.UntilMidnight);
    }

    [Fact]
    public void Today_Midnight_IsTheNextDay()
    {
        var time = new FakeTimeProvider(At("2026-11-18T22:59:59Z"));
        var clock = new ViewerClock(time, "Europe/Berlin", Words.Of<ChatTexts>());
        var before = clock.Today;

        time.Advance(clock.UntilMidnight);

        Assert.Equal(before.AddDays(1), clock.Today);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static ViewerClock ClockAt(string now, string? zone) => new(new FakeTimeProvider(At(now)), zone, Words.Of<ChatTexts>());
}
