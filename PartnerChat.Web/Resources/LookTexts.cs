namespace PartnerChat.Web.Resources;

/// <summary>What both are told of an admin's look into their conversation. Names the resource files.</summary>
public sealed class LookTexts;
