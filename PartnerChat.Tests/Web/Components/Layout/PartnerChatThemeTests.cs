using System.Text.RegularExpressions;
using PartnerChat.Web.Components.Layout;

namespace PartnerChat.Tests.Web.Components.Layout;

public sealed partial class PartnerChatThemeTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Repository(), "PartnerChat.Web", "wwwroot", "css", "tokens.css"));

    public static TheoryData<string> TokenNames => [.. PartnerChatTheme.Tokens.Keys];

    [Theory]
    [MemberData(nameof(TokenNames))]
    public void Tokens_Each_EqualsTheStylesheets(string name)
    {
        var token = PartnerChatTheme.Tokens[name];

        var declared = Regex.Match(Css, $@"--pc-{Regex.Escape(name)}:\s*light-dark\((.+)\);");

        Assert.Equal($"{token.Light}, {token.Dark}", declared.Groups[1].Value);
    }

    [Fact]
    public void FontFamily_Whole_EqualsTheStylesheets()
    {
        var declared = FontDeclaration().Match(Css).Groups[1].Value.Split(", ").Select(f => f.Trim('"'));

        Assert.Equal(declared, PartnerChatTheme.FontFamily);
    }

    [Fact]
    public void Instance_Palettes_UseTheTokens()
    {
        var theme = PartnerChatTheme.Instance;

        Assert.Equal("#202330", theme.PaletteLight.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex), ignoreCase: true);
        Assert.Equal("#292c37", theme.PaletteDark.Surface.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex), ignoreCase: true);
    }

    [GeneratedRegex("--pc-font: (.+);")]
    private static partial Regex FontDeclaration();

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PartnerChat.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
