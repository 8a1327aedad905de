namespace PartnerChat.Web.Resources;

/// <summary>The words of the keyboard map.</summary>
public sealed class HelpTexts;
