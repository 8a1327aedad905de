using Microsoft.Playwright;

namespace PartnerChat.Tests.Pictures;

/// <summary>A state of the app, and how one gets there.</summary>
/// <param name="Name">What its files begin with.</param>
/// <param name="Caption">What is to be seen.</param>
/// <param name="PlayAsync">Brings a window there.</param>
/// <param name="Looks">The windows it is shown in, each in both themes.</param>
internal sealed record Scene(string Name, string Caption, Func<Stage, Task<IPage>> PlayAsync, params Look[] Looks)
{
    public static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    public IEnumerable<string> Files => Looks.SelectMany(look => Themes.Select(theme => FileOf(look, theme)));

    public static string NameOf(ColorScheme theme) => theme == ColorScheme.Dark ? "dark" : "light";

    /// <summary>The file of one shot.</summary>
    public string FileOf(Look look, ColorScheme theme) => $"{Name}-{NameOf(theme)}-{look.Suffix}.png";
}

/// <summary>Scenes of one kind.</summary>
internal sealed record Act(string Title, params Scene[] Scenes);
