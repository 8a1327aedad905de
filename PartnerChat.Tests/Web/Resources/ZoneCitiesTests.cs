using System.Globalization;
using PartnerChat.Web.Resources.Cities;

namespace PartnerChat.Tests.Web.Resources;

public sealed class ZoneCitiesTests
{
    private static readonly string[] WellKnown =
        ["Europe/London", "America/New_York", "Asia/Tokyo", "Africa/Cairo", "Australia/Sydney", "America/Sao_Paulo", "Asia/Dubai", "Europe/Istanbul"];

    [Theory]
    [InlineData("en", "Europe/Brussels", "Brussels")]
    [InlineData("de", "Europe/Brussels", "Brüssel")]
    [InlineData("es", "Europe/Brussels", "Bruselas")]
    [InlineData("ar", "Europe/Berlin", "برلين")]
    [InlineData("en", "Asia/Calcutta", "Kolkata")]
    [InlineData("en", "Asia/Kolkata", "Kolkata")]
    [InlineData("en", "Europe/Kiev", "Kyiv")]
    [InlineData("fr", "America/Argentina/Buenos_Aires", "Buenos Aires")]
    [InlineData("de", "America/No_Such_Place", "No Such Place")]
    [InlineData("de", "Etc/UTC", null)]
    [InlineData("de", "UTC", null)]
    [InlineData("de", null, null)]
    public void Of_Zone_IsItsCityInTheReadersLanguage(string language, string? zone, string? city)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        Assert.Equal(city, ZoneCities.Of(zone));
    }

    [Fact]
    public void Of_AnyZone_HasArabicLettersInArabic()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ar");

        Assert.DoesNotContain(WellKnown, zone => ZoneCities.Of(zone)!.Any(char.IsAsciiLetter));
    }
}
