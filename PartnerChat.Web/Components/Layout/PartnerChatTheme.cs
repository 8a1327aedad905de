using MudBlazor;

namespace PartnerChat.Web.Components.Layout;

/// <summary>The look of MudBlazor's parts. It takes no CSS variables, so the values of <c>tokens.css</c> stand here again; a test holds them together.</summary>
internal static class PartnerChatTheme
{
    public static readonly IReadOnlyDictionary<string, (string Light, string Dark)> Tokens = new Dictionary<string, (string, string)>
    {
        ["ground"] = ("#EEEFF3", "#13141B"),
        ["sunk"] = ("#E5E6EC", "#0D0E14"),
        ["raised"] = ("#FDFDFF", "#292C37"),
        ["line"] = ("#D4D5DD", "#32353F"),
        ["edge"] = ("#797D8A", "#868996"),
        ["ink"] = ("#202330", "#EAE7E2"),
        ["ink-2"] = ("#535663", "#AEB1BA"),
        ["on-ink"] = ("#FDFDFF", "#13141B"),
        ["lamp"] = ("#E7B45D", "#E8BD73"),
        ["lamp-ink"] = ("#794F16", "#EBC57D"),
        ["on-lamp"] = ("#202330", "#201A10"),
        ["error"] = ("#A13029", "#F99F93"),
        ["scrim"] = ("rgb(32 35 48 / .38)", "rgb(5 6 10 / .62)"),
    };

    public static readonly IReadOnlyList<string> FontFamily =
    [
        "Commissioner", "Commissioner Fallback", "system-ui", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK JP",
        "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", "sans-serif",
    ];

    private static readonly string[] Fonts = [.. FontFamily.Select(f => f.Contains(' ', StringComparison.Ordinal) ? $"\"{f}\"" : f)];

    public static readonly MudTheme Instance = new()
    {
        PaletteLight = Fill(new PaletteLight(), name => Tokens[name].Light),
        PaletteDark = Fill(new PaletteDark(), name => Tokens[name].Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "12px", AppbarHeight = "64px" },
        Shadows = new Shadow { Elevation = [.. Enumerable.Range(0, 26).Select(level => level == 0 ? "none" : "var(--pc-shadow)")] },
        Typography = Type(),
    };

    private static TPalette Fill<TPalette>(TPalette palette, Func<string, string> token)
        where TPalette : Palette
    {
        palette.Primary = palette.Dark = palette.TextPrimary = palette.DrawerText = palette.AppbarText = token("ink");
        palette.PrimaryContrastText = palette.DarkContrastText = token("on-ink");
        palette.Secondary = token("lamp");
        palette.SecondaryContrastText = token("on-lamp");
        palette.Tertiary = palette.Info = palette.Warning = palette.Success = token("lamp-ink");
        palette.TertiaryContrastText = palette.InfoContrastText = palette.WarningContrastText = palette.SuccessContrastText = token("ground");
        palette.Error = token("error");
        palette.ErrorContrastText = token("ground");
        palette.TextSecondary = palette.TextDisabled = palette.ActionDefault = palette.ActionDisabled = palette.DrawerIcon = token("ink-2");
        palette.Background = palette.DrawerBackground = palette.AppbarBackground = palette.TableStriped = palette.ActionDisabledBackground = token("ground");
        palette.BackgroundGray = token("sunk");
        palette.Surface = token("raised");
        palette.LinesDefault = palette.TableLines = palette.Divider = palette.DividerLight = palette.Skeleton = token("line");
        palette.LinesInputs = token("edge");
        palette.TableHover = token("ink") + "12";
        palette.OverlayDark = palette.OverlayLight = token("scrim");
        palette.HoverOpacity = .07;
        palette.RippleOpacity = palette.RippleOpacitySecondary = 0;
        return palette;
    }

    private static Typography Type() => new()
    {
        Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", FontWeight = "400", LetterSpacing = "0" },
        Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", FontWeight = "400", LetterSpacing = "0" },
        Body2 = new Body2Typography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.25rem", FontWeight = "400", LetterSpacing = "0" },
        Caption = new CaptionTypography { FontFamily = Fonts, FontSize = ".75rem", LineHeight = "1rem", FontWeight = "400", LetterSpacing = "0" },
        Subtitle1 = new Subtitle1Typography { FontFamily = Fonts, FontSize = "1.1875rem", LineHeight = "1.5rem", FontWeight = "500", LetterSpacing = "0" },
        H1 = new H1Typography { FontFamily = Fonts, FontSize = "2.125rem", LineHeight = "2.5rem", FontWeight = "480", LetterSpacing = "-.012em" },
        H2 = new H2Typography { FontFamily = Fonts, FontSize = "1.5rem", LineHeight = "2rem", FontWeight = "500", LetterSpacing = "-.012em" },
        H3 = new H3Typography { FontFamily = Fonts, FontSize = "1.1875rem", LineHeight = "1.5rem", FontWeight = "500", LetterSpacing = "0" },
        H4 = new H4Typography { FontFamily = Fonts, FontSize = "1.1875rem", LineHeight = "1.5rem", FontWeight = "500", LetterSpacing = "0" },
        H5 = new H5Typography { FontFamily = Fonts, FontSize = "1.1875rem", LineHeight = "1.5rem", FontWeight = "500", LetterSpacing = "0" },
        H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.1875rem", LineHeight = "1.5rem", FontWeight = "500", LetterSpacing = "0" },
        Button = new ButtonTypography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", FontWeight = "500", LetterSpacing = "0", TextTransform = "none" },
    };
}
