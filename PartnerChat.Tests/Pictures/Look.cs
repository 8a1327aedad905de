using Microsoft.Playwright;

namespace PartnerChat.Tests.Pictures;

/// <summary>How somebody looks at the app: the size of their window, their language, whether in forced colours. Narrow ones are phones.</summary>
internal sealed record Look(int Width, int Height, string Language = "en-GB", bool IsForced = false)
{
    /// <summary>A part of a conversation.</summary>
    public static readonly Look Card = new(640, 420);

    /// <summary>A part of a conversation that needs more room.</summary>
    public static readonly Look Tall = new(640, 640);

    public static readonly Look Desktop = new(1280, 800);

    public static readonly Look Phone = new(360, 740);

    /// <summary>As small as windows get.</summary>
    public static readonly Look Small = new(320, 568);

    public static readonly Look Arabic = new(640, 640, "ar");

    public static readonly Look ArabicPhone = new(360, 740, "ar");

    public static readonly Look Forced = new(640, 640, IsForced: true);

    public string Suffix => $"{Width}{(Language == "ar" ? "-ar" : "")}{(IsForced ? "-forced" : "")}";

    public string Words => $"{Width} px{(Language == "ar" ? ", Arabic" : "")}{(IsForced ? ", forced colours" : "")}";

    private bool IsPhone => Width <= 480;

    public void Apply(BrowserNewContextOptions options)
    {
        (options.ViewportSize, options.Locale, options.HasTouch, options.IsMobile) = (new() { Width = Width, Height = Height }, Language, IsPhone, IsPhone);
        if (IsForced) options.ForcedColors = ForcedColors.Active;
    }
}
