using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace PartnerChat.Web.Resources;

/// <summary>The languages of the pages: the one that the reader chose (a cookie), else the first that their browser asks for and we have, else English.</summary>
internal static class Languages
{
    /// <summary>Holds the chosen language's name. Absent means: as the browser asks.</summary>
    public const string CookieName = "pc-lang";

    public static readonly IReadOnlyList<string> All = ["en", "de", "fr", "es", "ar"];

    /// <summary>The reader's language, in which dates are written too.</summary>
    public static CultureInfo Reader => CultureInfo.CurrentUICulture;

    /// <summary>The direction of the reader's language.</summary>
    public static string Direction => DirectionOf(Reader);

    /// <summary>The direction of that language.</summary>
    public static string DirectionOf(CultureInfo language) => language.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<BrowserTexts>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en");
            options.SupportedUICultures = [.. All.Select(CultureInfo.GetCultureInfo)];
            // Only words and dates follow the reader; what is written for machines never does.
            options.SupportedCultures = [CultureInfo.GetCultureInfo("en")];
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Task.FromResult(
                    context.Request.Cookies[CookieName] is { } name && All.Contains(name) ? new ProviderCultureResult("en", name) : null)),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }
}
